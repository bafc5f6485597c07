"""What a learner sees and answers: cards, their controls, and pages of cards, with the printed form beside each."""

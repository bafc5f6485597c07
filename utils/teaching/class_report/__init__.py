"""What a class handed in, read and summed up: passports or class codes in, one page and three tables out."""

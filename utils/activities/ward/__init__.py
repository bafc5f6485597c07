"""The ward of the night shift: six set nights and endless ones by chance, the key, the words and the form."""

"""The demo newspaper: its texts, its pictures and the program that draws them."""

"""What did scanners and search engines of the internet write down, in forms other than nmap's XML?"""

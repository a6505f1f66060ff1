// Only declares the slices; a browser fetches one when no font of the system has a character of it.
import "@fontsource/noto-sans-sc/400.css";
import "@fontsource/noto-sans-sc/600.css";

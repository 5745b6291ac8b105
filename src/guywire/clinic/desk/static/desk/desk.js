/** On a phone the menu is wider than the screen: bring the page one is on into sight. */
document.querySelector(".desk-menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

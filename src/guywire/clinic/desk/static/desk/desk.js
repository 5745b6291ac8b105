/** On a phone the menu is wider than the screen: bring the page one is on into sight. */
document.querySelector(".desk-menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

/** Printing is the browser's own act; without a script its menu does it. */
const print = document.querySelector("[data-print]");
if (print instanceof HTMLElement) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

/** On a phone the menu is wider than the screen: bring the page one is on into sight. */
document.querySelector(".desk-menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

/** Printing is the browser's own act; without a script its menu does it. */
const print = document.querySelector("[data-print]");
if (print instanceof HTMLElement) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

/** What is about a person's health is not stored in a browser that others use: it is asked for before it is lost. */
for (const form of document.querySelectorAll("form[data-asks-before-leaving]")) {
  let isTyped = false;
  form.addEventListener("input", () => { isTyped = true; });
  form.addEventListener("submit", (event) => { isTyped = event.defaultPrevented; });
  addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });
}

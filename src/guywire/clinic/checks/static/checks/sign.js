/** A number pad for angles. It has no minus on some phones, so each box gets a button for the sign. */

/** @param {HTMLInputElement} box */
function addSign(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sign";
  button.textContent = "±";
  button.setAttribute("aria-label", box.dataset.sign ?? "");
  button.setAttribute("aria-describedby", `${box.id}_label`);
  button.addEventListener("click", () => {
    const typed = box.value.trim();
    box.value = /^[-−]/.test(typed) ? typed.replace(/^[-−]\s*/, "") : `−${typed.replace(/^[+]\s*/, "")}`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
  box.inputMode = "decimal";
  box.closest("label")?.after(button);
}

for (const box of document.querySelectorAll("input[data-sign]")) addSign(/** @type {HTMLInputElement} */ (box));

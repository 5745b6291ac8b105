/**
 * What a form needs from the browser: focus goes to the errors, a second tap does not send twice,
 * and what was typed but not yet sent is still there after the tab was closed.
 */

const summary = /** @type {HTMLElement | null} */ (document.querySelector("[data-error-summary]"));
summary?.focus();

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
// A page taken from the back-forward cache must be sendable again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});

/** @param {HTMLFormElement} form */
function keepDraft(form) {
  const key = `guywire-draft:${form.dataset.draft}`;
  /** @type {Record<string, string>} */
  const draft = JSON.parse(localStorage.getItem(key) ?? "{}");
  for (const [name, value] of Object.entries(draft)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) restore(field, value);
  }
  form.addEventListener("input", () => {
    const typed = [...new FormData(form)].filter(
      ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string",
    );
    try {
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // Storage is full or switched off.
    }
  });
  form.addEventListener("submit", () => localStorage.removeItem(key));
}

/** @param {Element} field @param {string} value */
function restore(field, value) {
  if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type)) {
    field.checked = field.value === value;
  } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
    if (!field.value) field.value = value;
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  if (form instanceof HTMLFormElement) keepDraft(form);
}

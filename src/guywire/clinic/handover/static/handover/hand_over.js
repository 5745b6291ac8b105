/** Hands the private link to the phone's own sheet of apps, or copies it where there is none. */

const field = /** @type {HTMLInputElement} */ (document.querySelector("#handover-link"));
const said = /** @type {HTMLElement} */ (document.querySelector("[data-copied]"));

async function send() {
  if (navigator.share) {
    // The person may close the sheet: the link is still on the page.
    await navigator.share({ url: field.value }).catch(() => {});
    return;
  }
  field.select();
  await navigator.clipboard.writeText(field.value);
  said.textContent = said.dataset.copied ?? "";
}

document.querySelector("[data-send]")?.addEventListener("click", send);
if (navigator.share || navigator.clipboard) document.querySelector("[data-live]")?.removeAttribute("hidden");

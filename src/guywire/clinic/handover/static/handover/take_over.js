/** Takes the code from the address, where it stands after the # that no server sees, into its field. */

const code = decodeURIComponent(location.hash.slice(1));
const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=code]"));
if (code && field && !field.value) {
  field.value = code;
  document.querySelector("[data-code-is-here]")?.removeAttribute("hidden");
  history.replaceState(null, "", location.pathname);
}

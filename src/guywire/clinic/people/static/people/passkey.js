/** Passkeys: the browser asks the device, and a form carries the answer to the server. */

const NO_ANSWER = "The device did not answer. Try again, or use another way.";
const KNOWN = "This device has a passkey for you already.";

export const canAsk = () =>
  "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** The answer of the device, as text for the server.
 * @param {"get" | "create"} act @param {any} options as the server made them */
export async function askDevice(act, options) {
  const asked = structuredClone(options);
  if (act === "create") {
    const which = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    asked.authenticatorSelection = { ...asked.authenticatorSelection, ...which };
  }
  const Credential = /** @type {any} */ (PublicKeyCredential);
  const publicKey =
    act === "create" ? Credential.parseCreationOptionsFromJSON(asked) : Credential.parseRequestOptionsFromJSON(asked);
  const credential = /** @type {any} */ (await navigator.credentials[act]({ publicKey }));
  return JSON.stringify(credential.toJSON());
}

/** @param {unknown} error */
export const errorText = (error) =>
  error instanceof DOMException && error.name === "InvalidStateError" ? KNOWN : NO_ANSWER;

/** @param {HTMLFormElement} form */
async function optionsOf(form) {
  const { passkeyOptions, passkeyFrom } = form.dataset;
  const text = passkeyOptions
    ? document.getElementById(passkeyOptions)?.textContent ?? "{}"
    : await (await fetch(passkeyFrom ?? form.action, { headers: { Accept: "application/json" } })).text();
  const data = JSON.parse(text);
  return (data.passkey ?? data.request_options ?? data.creation_options).publicKey;
}

/** @param {HTMLFormElement} form */
function listen(form) {
  const button = form.querySelector("[data-passkey-button]");
  const says = form.querySelector("[data-passkey-says]");
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const act = form.dataset.passkey === "create" ? "create" : "get";
      const credential = form.elements.namedItem("credential");
      if (credential instanceof HTMLInputElement) credential.value = await askDevice(act, await optionsOf(form));
      form.submit();
    } catch (error) {
      if (says) says.textContent = errorText(error);
      button.disabled = false;
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (canAsk() && form instanceof HTMLFormElement) listen(form);
}

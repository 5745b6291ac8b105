/** The room of an online visit: what a person does in it. The connection is in room_link.js. */

import { SentAngle, ShownAngle } from "./room_angle.js";
import { Link } from "./room_link.js";

/** @typedef {"preview" | "waiting" | "call" | "over"} Step */

const room = /** @type {HTMLElement} */ (document.getElementById("room"));
const data = JSON.parse(document.getElementById("room_data")?.textContent ?? "{}");
/** @type {Record<string, string>} */
const words = data.words;
const isTherapist = data.seat === "therapist";
const CONNECTED_POLL_MS = 5000;
const POLL_MS = 1000;
const RECEIPT_MS = 3000;
const USED = "guywire.desk.used";

/** @type {(selector: string) => any} */
const part = (selector) => room.querySelector(selector);
/** @type {(name: string, text: string) => void} */
const says = (name, text) => {
  const place = part(`[data-says="${name}"]`);
  if (place && place.textContent !== text) place.textContent = text;
};
const video = (/** @type {string} */ name) => /** @type {HTMLVideoElement} */ (part(`[data-video="${name}"]`));
const token = () => part('input[name="csrfmiddlewaretoken"]').value;

/** @type {MediaStream | null} */
let stream = null;
/** @type {AudioContext | null} */
let audio = null;
let page = "";
let after = 0;
let isNew = true;
/** @type {Step} */
let step = "preview";
/** @type {{kind: string, body: string}[]} */
let outbox = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let isPolling = false;
/** Texts that the other page has not yet said it has: each goes by the server when it takes too long.
 * @type {Map<string, ReturnType<typeof setTimeout>>} */
const underway = new Map();
/** @type {Set<string>} */
const received = new Set();
/** What is turned off stays off when the person joins again. */
const isOff = { audio: false, video: false };

const link = new Link({
  ice: data.ice,
  isTherapist,
  send: (kind, body) => { outbox.push({ kind, body }); soon(); },
  onStream: (remote) => { video("other").srcObject = remote; },
  onState: (state) => {
    says("call", words[state] ?? "");
    part(".room__videos").toggleAttribute("data-lost", state !== "connected");
    if (state !== "connected") shown.clear();
  },
  onOpen: () => { shown.sayPlace(); sayWhatIsOff(); },
  onMessage: receive,
});
const ours = { part, says, words, say: (/** @type {any} */ message) => link.say(message) };
const sent = new SentAngle(ours);
const shown = new ShownAngle(ours);

/** @param {Step} next @param {string} [text] */
function go(next, text = "") {
  if (step === next) return;
  step = next;
  for (const section of room.querySelectorAll("[data-step]")) {
    if (section instanceof HTMLElement) section.hidden = section.dataset.step !== next;
  }
  if (next === "over") says("over", text);
  part(`[data-step="${next}"] h2`)?.focus();
}

// Camera and microphone.

async function openMedia() {
  if (!navigator.mediaDevices) return says("media", words.insecure);
  says("media", words.asking);
  const camera = part("#room_camera").value;
  const microphone = part("#room_microphone").value;
  stream?.getTracks().forEach((track) => track.stop());
  const wish = (/** @type {string} */ id) => (id ? { deviceId: { exact: id } } : true);
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: wish(camera), audio: wish(microphone) });
  } catch {
    // No camera, or it is in use: a voice is better than nothing.
    stream = await navigator.mediaDevices.getUserMedia({ audio: wish(microphone) }).catch(() => null);
  }
  if (!stream) return says("media", words.no_media);
  for (const track of stream.getTracks()) track.enabled = !isOff[track.kind === "audio" ? "audio" : "video"];
  says("media", stream.getVideoTracks().length ? "" : words.no_camera);
  for (const name of ["preview", "self"]) {
    video(name).srcObject = stream;
    video(name).toggleAttribute("data-shows", stream.getVideoTracks().length > 0);
  }
  link.setStream(stream);
  await listDevices();
  meter(stream);
}

async function listDevices() {
  part("[data-devices]").hidden = false;
  const devices = await navigator.mediaDevices.enumerateDevices();
  for (const [id, kind] of [["#room_camera", "videoinput"], ["#room_microphone", "audioinput"]]) {
    const select = part(id);
    const before = select.value;
    const known = devices.filter((device) => device.kind === kind);
    select.replaceChildren(...known.map((device) => new Option(device.label, device.deviceId)));
    if (known.some((device) => device.deviceId === before)) select.value = before;
  }
}

/** @param {MediaStream} heard */
function meter(heard) {
  audio?.close();
  audio = null;
  if (!heard.getAudioTracks().length) return;
  const context = (audio = new AudioContext());
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(heard).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const show = () => {
    if (audio !== context) return;
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    part("#room_level").value = Math.min(1, Math.sqrt(power) * 4);
    requestAnimationFrame(show);
  };
  show();
}

/** @param {"audio" | "video"} kind @param {HTMLButtonElement} button @param {[string, string]} labels */
function toggle(kind, button, labels) {
  isOff[kind] = !isOff[kind];
  for (const track of stream?.getTracks() ?? []) if (track.kind === kind) track.enabled = !isOff[kind];
  button.textContent = labels[isOff[kind] ? 1 : 0];
  sayWhatIsOff();
}

function sayWhatIsOff() {
  link.say({ off: isOff });
}

// The server between the two, until they are connected.

function join() {
  audio?.close();
  audio = null;
  page = crypto.randomUUID().replaceAll("-", "");
  after = 0;
  isNew = true;
  outbox = [];
  go("waiting");
  soon();
}

function soon() {
  clearTimeout(timer);
  if (step === "waiting" || step === "call") timer = setTimeout(poll, isPolling ? 100 : 0);
}

async function poll() {
  if (isPolling) return soon();
  isPolling = true;
  const signals = outbox.splice(0, 40);
  try {
    const answer = await fetch(data.poll, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ page, after, signals, is_new: isNew }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    isNew = false;
    take(await answer.json());
  } catch {
    outbox.unshift(...signals);
    if (step === "waiting") says("waiting", words.no_server);
  }
  isPolling = false;
  clearTimeout(timer);
  const pause = link.isConnected && !outbox.length ? CONNECTED_POLL_MS : POLL_MS;
  if (step === "waiting" || step === "call") timer = setTimeout(poll, pause);
}

/** @param {any} answer */
function take(answer) {
  if (step !== "waiting" && step !== "call") return;
  // A visit is a use of the desk: its other tabs stay open with it.
  if (isTherapist) localStorage.setItem(USED, String(Date.now()));
  if (answer.state === "replaced") return end(words.replaced);
  if (answer.state === "closed") return end(words.closed);
  for (const signal of answer.signals) {
    after = Math.max(after, signal.id);
    if (signal.kind === "bye") return end(words.left);
    if (signal.kind === "text") receive(JSON.parse(signal.body));
    else link.take(signal.kind, signal.body);
  }
  const isIn = answer.state === "open" && answer.other;
  if (isIn) {
    if (step === "waiting") go("call");
    link.meet(page, answer.other);
  } else if (step === "waiting") {
    const here = isTherapist ? words.in_waiting_room : words.waiting;
    says("waiting", answer.other ? here : words.alone);
    const button = part('[data-act="admit"]');
    if (button) button.hidden = !answer.other;
  } else if (!link.isConnected) {
    says("call", words.lost);
  }
}

/** A busy server says 503: what was asked is asked again. @param {string} address @param {FormData} [body] */
async function post(address, body) {
  for (let turn = 0; ; turn += 1) {
    const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body });
    if (answer.status !== 503 || turn === 3) return answer;
    await new Promise((done) => setTimeout(done, 300));
  }
}

async function admit() {
  await post(data.admit);
  soon();
}

function leave() {
  const body = JSON.stringify({ page, after, signals: [{ kind: "bye", body: "" }], is_new: false });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  fetch(data.poll, { method: "POST", keepalive: true, headers, body }).catch(() => {});
  link.say({ bye: true });
  end("");
}

/** @param {string} text */
function end(text) {
  clearTimeout(timer);
  sent.stop("");
  shown.clear();
  link.close();
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  for (const name of ["preview", "self", "other"]) video(name).srcObject = null;
  go("over", text);
}

async function again() {
  part("[data-log]").replaceChildren();
  await openMedia();
  join();
}

// What the two pages say to each other.

/** @param {any} message */
function receive(message) {
  if (message.bye) end(words.left);
  if (typeof message.text === "string") receiveText(message);
  if (typeof message.receipt === "string") clearTimeout(underway.get(message.receipt));
  if (typeof message.spot === "string") says("place", words[`place_${message.spot}`] ?? "");
  if (typeof message.angle === "number" || message.angle === null) shown.show(message.angle);
  if (message.off) {
    const off = [message.off.video && words.their_camera_off, message.off.audio && words.their_microphone_off];
    says("off", off.filter(Boolean).join(" "));
  }
  if (message.away) link.options.onState("lost");
}

/** A text may come by both ways. @param {{id: string, text: string}} message */
function receiveText({ id, text }) {
  link.say({ receipt: id });
  if (!received.has(id)) log(words.other, text);
  received.add(id);
}

/** A connection that is lost still takes what it is given, for a while. @param {string} text */
function sendText(text) {
  const message = { id: crypto.randomUUID(), text };
  const byServer = () => { outbox.push({ kind: "text", body: JSON.stringify(message) }); soon(); };
  if (link.say(message)) underway.set(message.id, setTimeout(byServer, RECEIPT_MS));
  else byServer();
}

/** @param {string} who @param {string} text */
function log(who, text) {
  const line = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = `${who}: `;
  line.append(name, text);
  part("[data-log]").append(line);
  line.scrollIntoView({ block: "nearest" });
}

part("[data-write]").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  const box = part("#room_write");
  const text = box.value.trim();
  if (!text) return;
  sendText(text);
  log(words.you, text);
  box.value = "";
});

// Leaving by a wrong tap would end the call without a word.

addEventListener("beforeunload", (event) => { if (step === "call") event.preventDefault(); });
addEventListener("pagehide", () => { if (step === "call") link.say({ away: true }); });

/** @type {Record<string, (button: HTMLButtonElement) => unknown>} */
const ACTS = {
  check: openMedia,
  join: async () => { if (!stream) await openMedia(); join(); },
  admit,
  leave,
  again,
  angle: (button) => sent.toggle(button),
  keep: () => shown.keep(post, data.reading),
  microphone: (button) => toggle("audio", button, [words.mute, words.unmute]),
  camera: (button) => toggle("video", button, [words.hide, words.show]),
};
for (const button of room.querySelectorAll("[data-act]")) {
  if (button instanceof HTMLButtonElement) button.addEventListener("click", () => ACTS[button.dataset.act ?? ""](button));
}
for (const select of [part("#room_camera"), part("#room_microphone")]) select.addEventListener("change", openMedia);

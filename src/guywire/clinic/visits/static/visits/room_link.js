/** One connection between two browsers (WebRTC). The therapist's page offers, the other answers.
 * Every signal names the two pages it is between, so that one of an earlier page is left alone. */

const GIVE_UP_MS = 20_000;
const LOST_MS = 6_000;

/** @typedef {{ice: RTCIceServer[], isTherapist: boolean, send: (kind: string, body: string) => void,
 * onStream: (stream: MediaStream) => void, onState: (state: string) => void, onOpen: () => void,
 * onMessage: (message: any) => void}} Options */

export class Link {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    /** @type {RTCPeerConnection | null} */
    this.peer = null;
    /** @type {RTCDataChannel | null} */
    this.channel = null;
    /** @type {MediaStream | null} */
    this.stream = null;
    /** @type {RTCIceCandidateInit[]} */
    this.early = [];
    /** @type {Promise<unknown>} Signals are taken one after the other. */
    this.turn = Promise.resolve();
    this.mine = "";
    this.other = "";
    this.attempt = 0;
    this.hasMet = false;
  }

  get isConnected() {
    return this.peer?.connectionState === "connected";
  }

  /** @param {MediaStream} stream */
  setStream(stream) {
    this.stream = stream;
    for (const track of stream.getTracks()) {
      const sender = this.peer?.getTransceivers().find((one) => one.receiver.track.kind === track.kind)?.sender;
      sender?.replaceTrack(track);
    }
  }

  /** Called as long as both are in the room. @param {string} mine @param {string} other */
  meet(mine, other) {
    if (this.mine === mine && this.other === other) return;
    if (this.other !== other) this.hasMet = false;
    [this.mine, this.other] = [mine, other];
    this.attempt = 0;
    this.options.onState("connecting");
    if (this.options.isTherapist) this.#offer();
  }

  /** @param {string} kind @param {string} body */
  take(kind, body) {
    this.turn = this.turn.then(() => this.#take(kind, JSON.parse(body))).catch(() => {});
  }

  /** Says it over the data channel. @param {any} message @returns {boolean} whether there is one */
  say(message) {
    const isLost = ["disconnected", "failed", "closed"].includes(this.peer?.connectionState ?? "closed");
    if (isLost || this.channel?.readyState !== "open") return false;
    this.channel.send(JSON.stringify(message));
    return true;
  }

  close() {
    clearTimeout(this.timer);
    this.peer?.close();
    this.peer = this.channel = null;
    this.mine = this.other = "";
    this.early = [];
  }

  #open() {
    clearTimeout(this.timer);
    this.peer?.close();
    this.early = [];
    const peer = (this.peer = new RTCPeerConnection({ iceServers: this.options.ice }));
    this.channel = peer.createDataChannel("visit", { negotiated: true, id: 0 });
    this.channel.onopen = () => this.options.onOpen();
    this.channel.onmessage = (event) => this.options.onMessage(JSON.parse(event.data));
    peer.onicecandidate = ({ candidate }) => {
      if (candidate && peer === this.peer) this.#send("candidate", candidate.toJSON());
    };
    const remote = new MediaStream();
    peer.ontrack = ({ track }) => {
      remote.addTrack(track);
      this.options.onStream(remote);
    };
    peer.onconnectionstatechange = () => { if (peer === this.peer) this.#watch(peer); };
    this.timer = setTimeout(() => this.#fail(), GIVE_UP_MS);
    return peer;
  }

  async #offer() {
    const peer = this.#open();
    for (const kind of ["audio", "video"]) {
      const track = this.stream?.getTracks().find((one) => one.kind === kind);
      peer.addTransceiver(track ?? kind, { direction: "sendrecv" });
    }
    await peer.setLocalDescription();
    this.#send("offer", peer.localDescription);
  }

  /** @param {string} kind @param {{from: string, to: string, content: any}} signal */
  async #take(kind, { from, to, content }) {
    if (to !== (this.mine || to)) return;
    if (kind === "offer") return this.#answer(from, to, content);
    if (from !== this.other || !this.peer) return;
    if (kind === "answer") {
      await this.peer.setRemoteDescription(content);
      await this.#takeEarly();
    } else if (this.peer.remoteDescription) {
      await this.peer.addIceCandidate(content);
    } else {
      this.early.push(content);
    }
  }

  /** @param {string} from @param {string} to @param {any} offer */
  async #answer(from, to, offer) {
    [this.mine, this.other] = [to, from];
    const peer = this.#open();
    await peer.setRemoteDescription(offer);
    for (const transceiver of peer.getTransceivers()) {
      transceiver.direction = "sendrecv";
      const track = this.stream?.getTracks().find((one) => one.kind === transceiver.receiver.track.kind);
      if (track) await transceiver.sender.replaceTrack(track);
    }
    await peer.setLocalDescription();
    this.#send("answer", peer.localDescription);
    await this.#takeEarly();
  }

  async #takeEarly() {
    for (const candidate of this.early.splice(0)) await this.peer?.addIceCandidate(candidate);
  }

  /** @param {string} kind @param {any} content */
  #send(kind, content) {
    this.options.send(kind, JSON.stringify({ from: this.mine, to: this.other, content }));
  }

  /** @param {RTCPeerConnection} peer */
  #watch(peer) {
    const state = peer.connectionState;
    if (state === "connected") {
      clearTimeout(this.timer);
      this.attempt = 0;
      this.hasMet = true;
      this.options.onState("connected");
    } else if (state === "failed") {
      this.#fail();
    } else if (state === "disconnected") {
      clearTimeout(this.timer);
      this.options.onState("lost");
      this.timer = setTimeout(() => this.#fail(), LOST_MS);
    }
  }

  /** Says so, and lets the therapist's page try once more, more and more seldom. */
  #fail() {
    clearTimeout(this.timer);
    this.options.onState(this.hasMet ? "lost" : "failed");
    this.attempt += 1;
    if (this.options.isTherapist && this.other) this.timer = setTimeout(() => this.#offer(), 5000 * this.attempt);
  }
}

// Follows the events of the services: one stream for all tabs of the browser, and none while no page needs it.

import { make } from "./elements.js";
import { many } from "./format.js";

const silenceMax = 45_000; // The service writes at least every 15 s.
const pauseMin = 500;
const pauseMax = 15_000;
const linger = 1_000;

/** @typedef {{sequence: number, type: string, subject: string, data: object}} TauroEvent */
/** @typedef {{after: number, handle: (event: TauroEvent | null) => void}} Listener */

/** @type {Map<string, Feed>} */
const feeds = new Map();

/**
 * Follows a service's events after a sequence, each once and in order.
 * @param {string} store "tracking" or "registry"
 * @param {number} after the last event that is known
 * @param {(event: TauroEvent | null) => void} handle null if events have expired before they could be read
 * @returns {() => void} ends it
 */
export function follow(store, after, handle) {
  if (!feeds.has(store)) feeds.set(store, new Feed(store));
  return feeds.get(store).add({ after, handle });
}

/**
 * Waits for at least half of a time, so that not all browsers come back at once.
 * @param {number} time
 * @param {AbortSignal} signal ends it early
 */
const wait = (time, signal) => new Promise(resolve => {
  const done = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", done);
    resolve();
  };
  const timer = setTimeout(done, time * (1 + Math.random()) / 2);
  signal.addEventListener("abort", done);
});

/** The events of one service in this tab. One tab holds a lock, reads the stream and passes its events to the others. */
class Feed {
  /** @type {Set<Listener>} */
  #listeners = new Set();
  /** @type {AbortController | null} */
  #open = null;
  #position = 0;
  #newest = 0;
  #isCatchingUp = false;

  /** @param {string} store */
  constructor(store) {
    this.address = `api/v1/${store}/events`;
    this.name = `tauro-events ${new URL(document.baseURI).pathname} ${store}`;
    addEventListener("pagehide", () => this.#end());
    addEventListener("pageshow", event => { if (event.persisted && this.#listeners.size > 0) this.#begin(); });
  }

  /** @param {Listener} listener */
  add(listener) {
    this.#listeners.add(listener);
    if (this.#open === null) {
      this.#position = listener.after;
      this.#begin();
    } else if (listener.after < this.#position) {
      this.#position = listener.after;
      this.#catchUp(this.#open.signal);
    }
    return () => {
      this.#listeners.delete(listener);
      // The next page of an enhanced navigation usually needs it too.
      setTimeout(() => { if (this.#listeners.size === 0) this.#end(); }, linger);
    };
  }

  #begin() {
    this.#open = new AbortController();
    const signal = this.#open.signal;
    // Only secure pages have locks. Others read the stream themselves while they are visible: those are few.
    if (!navigator.locks) {
      this.#readWhileVisible(signal);
      return;
    }
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = message => this.#receive(message.data);
    this.#catchUp(signal);
    navigator.locks.request(this.name, { signal }, () => this.#read(signal)).catch(() => {});
  }

  #end() {
    this.#open?.abort();
    this.#open = null;
    this.channel?.close();
    this.channel = undefined;
  }

  /** @param {AbortSignal} signal */
  #readWhileVisible(signal) {
    let reading = null;
    const update = () => {
      if (document.hidden || signal.aborted) {
        reading?.abort();
        reading = null;
      } else if (reading === null) {
        reading = new AbortController();
        this.#read(reading.signal);
      }
    };
    document.addEventListener("visibilitychange", update, { signal });
    signal.addEventListener("abort", update);
    update();
  }

  /** Reads the stream, again after each cut, from the last event on. @param {AbortSignal} signal */
  async #read(signal) {
    let pause = pauseMin;
    while (!signal.aborted) {
      const position = this.#position;
      try {
        await this.#readOnce(signal);
      } catch {
        // The stream was cut, or the service does not respond.
      }
      if (this.#position > position) pause = pauseMin;
      await wait(pause, signal);
      pause = Math.min(2 * pause, pauseMax);
    }
  }

  /** @param {AbortSignal} signal */
  async #readOnce(signal) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMax);
    try {
      const response = await fetch(`${this.address}/stream`, {
        headers: { "Last-Event-ID": String(this.#position) }, signal: AbortSignal.any([signal, silence.signal]),
      });
      if (response.status === 410) await this.#skip(signal);
      if (!response.ok) return;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMax);
        const messages = (rest + part.value).split("\n\n");
        rest = messages.pop();
        for (const message of messages) this.#publish(message);
      }
    } finally {
      clearTimeout(timer);
      silence.abort(); // A stream that is not read to its end would stay open.
    }
  }

  /** @param {string} message of a stream of server-sent events; comments have no data */
  #publish(message) {
    const data = message.split("\n").find(line => line.startsWith("data: "));
    if (data === undefined) return;
    const event = JSON.parse(data.slice(6));
    this.channel?.postMessage(event);
    this.#receive(event);
  }

  /** @param {TauroEvent} event */
  #receive(event) {
    this.#newest = Math.max(this.#newest, event.sequence);
    if (event.sequence === this.#position + 1) this.#pass(event);
    else if (event.sequence > this.#position) this.#catchUp(this.#open?.signal);
  }

  /** @param {TauroEvent} event the next one */
  #pass(event) {
    this.#position = event.sequence;
    for (const listener of this.#listeners) {
      if (event.sequence <= listener.after) continue;
      listener.after = event.sequence;
      listener.handle(event);
    }
  }

  /** Reads what this tab has missed: sequences have no gaps. @param {AbortSignal} [signal] */
  async #catchUp(signal) {
    if (signal === undefined || this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      for (let isLast = false; !signal.aborted && (!isLast || this.#position < this.#newest);) {
        const response = await fetch(`${this.address}?after=${this.#position}`, { signal });
        if (response.status === 410) await this.#skip(signal);
        if (!response.ok) {
          await wait(pauseMax, signal);
          continue;
        }
        const page = await response.json();
        for (const event of page.items) if (event.sequence === this.#position + 1) this.#pass(event);
        isLast = page.next_after >= page.last_sequence;
        if (isLast) this.#newest = Math.min(this.#newest, page.last_sequence);
      }
    } catch {
      // The next event of the stream makes it try again.
    } finally {
      this.#isCatchingUp = false;
    }
  }

  /** Continues at the newest event, because the next ones have expired. @param {AbortSignal} signal */
  async #skip(signal) {
    const response = await fetch(`${this.address}?order=DESC&limit=1`, { signal });
    if (!response.ok) return;
    this.#position = (await response.json()).last_sequence;
    for (const listener of this.#listeners) {
      listener.after = this.#position;
      listener.handle(null);
    }
  }
}

/** Says what is new, with a link to show it: nothing else of the page changes by itself. */
class LiveEvents extends HTMLElement {
  static observedAttributes = ["data-store", "data-after"];

  connectedCallback() {
    this.#begin();
  }

  disconnectedCallback() {
    this.#end();
  }

  /** The page was rendered again: it begins again when all attributes are set. */
  attributeChangedCallback() {
    if (!this.stop) return;
    this.#end();
    queueMicrotask(() => this.isConnected && !this.stop && this.#begin());
  }

  #begin() {
    this.events = 0;
    this.isIncomplete = false;
    this.started = new Set();
    this.ended = new Set();
    this.stop = follow(this.dataset.store, Number(this.dataset.after), event => this.#count(event));
    this.toggleAttribute("data-ready", true);
  }

  #end() {
    this.stop?.();
    this.stop = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.replaceChildren();
  }

  /** @param {TauroEvent | null} event */
  #count(event) {
    if (event === null) this.isIncomplete = true;
    else if (this.dataset.kind === "events") this.events++;
    else {
      if (event.type !== "tauro.run.started" && event.type !== "tauro.run.ended") return;
      if (this.dataset.experiment && event.data.experiment_id !== this.dataset.experiment) return;
      if (event.type === "tauro.run.started") this.started.add(event.subject);
      else if (!this.started.has(event.subject)) this.ended.add(event.subject);
    }
    this.timer ??= setTimeout(() => this.#show(), 200);
  }

  #show() {
    this.timer = undefined;
    const news = [];
    if (this.events > 0) news.push(many(this.events, "new event"));
    if (this.started.size > 0) news.push(many(this.started.size, "new run"));
    if (this.ended.size > 0) news.push(`${many(this.ended.size, "run")} ended`);
    if (news.length === 0 && !this.isIncomplete) return;
    const link = make("a", { href: this.dataset.show, textContent: `${news.join(", ") || "There is more"} – show` });
    // All of the page is loaded, because other elements may keep what they have loaded before.
    link.dataset.enhanceNav = "false";
    this.replaceChildren(link);
  }
}

customElements.define("live-events", LiveEvents);

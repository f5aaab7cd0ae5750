import { Client, type Dispatcher } from "undici";
import { HttpExchange } from "./http-exchange.ts";

/** A pool's client of one connection at a time, which tells each exchange whether its connection was there before it. */
export class KeptConnection extends Client {
  #opened = 0;

  constructor(origin: string | URL, options: Client.Options) {
    super(origin, options);
    this.on("connect", () => {
      this.#opened++;
    });
  }

  override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const before = this.#opened;
    if (handler instanceof HttpExchange) handler.isTakenBy({ wasOpen: () => this.#opened === before });
    return super.dispatch(request, handler);
  }
}

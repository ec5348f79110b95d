/** The page of one's threads. */

import "./outbox.js";
import { showPending } from "./pending.js";
import { walkThreads } from "./threads.js";

walkThreads();
showPending();

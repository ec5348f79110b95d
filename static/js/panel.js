/** The one entry of the panel's scripts; every module makes better what also works without it. */

import "./decides.js";
import "./dialogs.js";
import "./drafts.js";
import "./forms.js";
import "./groups.js";
import "./keys.js";
import "./leaving.js";
import "./live.js";
import "./masks.js";
import "./menus.js";
import "./mentions.js";
import "./moments.js";
import "./palette.js";
import "./password.js";
import "./print.js";
import "./quick.js";
import "./signature.js";
import "./theme.js";
import "./tabs.js";
import "./toasts.js";
import "./tokens.js";

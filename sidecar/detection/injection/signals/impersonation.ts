import type { Signal } from "../signal.ts";

const impersonation = (weight: number, heads: readonly string[], tail = ""): Signal => ({
  kind: "impersonation",
  weight,
  heads,
  tail,
});

const COMMANDS =
  "(?:you|the|new|ignore|override|all|grant|reveal|disregard|this|from|stop|your|please|end|comply)";

/** Texts that play the system's part: the tokens of chat templates, headings, roles, ends of what a user may say. */
export const IMPERSONATION: readonly Signal[] = [
  impersonation(
    0.75,
    ["<|im_start|>", "<|start_header_id|>", "<|start|>"],
    "\\s{0,3}(?:system|developer|assistant)",
  ),
  impersonation(0.25, [
    "<|im_start|>",
    "<|im_end|>",
    "<|start_header_id|>",
    "<|eot_id|>",
    "<|endoftext|>",
    "<|end|>",
  ]),
  impersonation(0.6, ["<|system|>", "<|developer|>"]),
  impersonation(0.35, ["[inst]", "[/inst]", "<start_of_turn>"]),
  impersonation(0.35, ["<<sys>>", "<</sys>>"]),
  impersonation(
    0.45,
    ["\n### system", "\n## system", "\n# system", "\n### instruction", "\n### new instruction"],
    "[a-z\\x20]{0,12}:?\\s{0,3}\\n",
  ),
  impersonation(
    0.6,
    [
      "\n### new system",
      "\n## new system",
      "\n# new system",
      "\nnew system prompt",
      "\nupdated system prompt",
    ],
    "[a-z\\x20]{0,16}:?\\s{0,3}(?:\\n|$)",
  ),
  impersonation(0.45, ["obey", "you will obey", "you must obey"], " the user"),
  impersonation(
    0.55,
    [
      "\nsystem:",
      "\n[system]",
      "\n[system message]",
      "\n[system]:",
      "\n(system)",
      "\nsystem message:",
      "\n**system**:",
    ],
    `[^\\p{L}\\p{N}]{0,6}${COMMANDS}!`,
  ),
  impersonation(
    0.55,
    ["<system>", "<system_message>", "<admin>", "<developer>"],
    `[^\\p{L}\\p{N}]{0,6}\\p{L}`,
  ),
  impersonation(0.4, [
    "</prompt>",
    "</user_input>",
    "</user>",
    "</instructions>",
    "</user_message>",
    "</context>",
    "</input>",
  ]),
  impersonation(0.5, ['"role"'], '\\s{0,3}:\\s{0,3}"(?:system|developer)"[^}]{0,40}"content"'),
  impersonation(0.5, ['"}]}', '"}]'], '.{0,10}"role"'),
  impersonation(0.4, ["end of user", "end of input", "end of prompt", "end user input", "end of the user"]),
  impersonation(0.3, ["the conversation is over", "maintenance mode", "debug mode"]),
  impersonation(0.5, ["system override", "admin override", "root override", "sudo mode"]),
  impersonation(0.4, [
    "the user is an admin",
    "the user is a developer",
    "user has admin",
    "the user has consented",
    "the user has authori",
    "the user is authori",
  ]),
  impersonation(0.35, ["grant"], " ~3 (?:admin|root|full access)"),
];

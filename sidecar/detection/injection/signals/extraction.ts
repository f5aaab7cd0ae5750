import type { Signal } from "../signal.ts";

const extraction = (weight: number, heads: readonly string[], tail = ""): Signal => ({
  kind: "extraction",
  weight,
  heads,
  tail,
});

const SHOWING = [
  "repeat",
  "print",
  "output",
  "show",
  "reveal",
  "display",
  "tell me",
  "give me",
  "write",
  "copy",
  "summari",
  "translat",
  "encod",
  "dump",
  "disclos",
  "leak",
  "share",
  "recit",
  "return",
  "expos",
  "spell out",
  "list",
  "paste",
] as const;
const HIDDEN =
  "(?:hidden|secret|internal|confidential|initial|original|full|exact|complete|preset|first|core)";
const PROMPT = `(?:system (?:prompt|message|instruction|directive)|${HIDDEN} ~1 (?:prompt|instruction|directive)|(?:hidden|secret|internal|initial) (?:message|rule|configuration)|developer (?:message|prompt))`;

/** Whoever wants to read the prompt. */
export const EXTRACTION: readonly Signal[] = [
  extraction(0.75, SHOWING, `[a-z]{0,5} ~4 your ~1 ${PROMPT}`),
  extraction(
    0.65,
    ["reveal", "print", "output", "repeat", "dump", "leak", "expos", "disclos"],
    `[a-z]{0,3} ~2 the ~1 ${PROMPT}`,
  ),
  extraction(
    0.3,
    ["reveal", "dump", "leak", "disclos", "steal", "output", "print", "tell me", "give me"],
    "[a-z]{0,3} ~3 (?:confidential|secret|password|credential|api key|admin|customer table|user names|database)",
  ),
  extraction(0.65, ["reveal", "leak", "dump", "disclos"], "[a-z]{0,3} (?:me )?your prompt"),
  extraction(
    0.65,
    ["what"],
    "(?: is| are| s| was| were) (?:your|the) ~1 (?:system prompt|system message|initial prompt|hidden prompt|initial instruction|hidden instruction|secret instruction)",
  ),
  extraction(
    0.4,
    ["what"],
    "(?: is| are| were) your (?:exact |full )?(?:instruction|rule|guideline|prompt|directive)",
  ),
  extraction(
    0.65,
    ["what were you", "what have you been"],
    " (?:told|given|instructed) (?:before|above|at the|prior|to do)",
  ),
  extraction(
    0.6,
    ["instructions you", "prompt you", "rules you", "directives you"],
    " (?:were|have been|ve been|got|received) ~1 (?:given|told|at)!",
  ),
  extraction(0.3, [
    "before mine",
    "before my message",
    "at the start of this",
    "at the beginning of this",
    "at the start of our",
    "before this conversation",
    "before our conversation",
  ]),
  extraction(
    0.6,
    ["repeat", "print", "output", "copy", "write", "recit", "display", "echo", "paste"],
    "[a-z]{0,3} ~2 (?:words|text|everything|all|lines?|contents?|message) (?:above|before|preceding|prior|up to)",
  ),
  extraction(
    0.45,
    ["starting with", "beginning with", "begins with"],
    "[^\\p{L}\\p{N}]{1,6}(?:the )?(?:phrase|words?)?[^\\p{L}\\p{N}]{0,6}you are",
  ),
  extraction(0.6, ["my system prompt is", "my instructions are", "my initial prompt"], ""),
  extraction(0.35, [
    "verbatim",
    "word for word",
    "word by word",
    "character for character",
    "letter by letter",
    "complete the sentence exactly",
  ]),
  extraction(0.3, [
    "including any hidden",
    "including hidden",
    "don't leave anything out",
    "do not leave anything out",
    "in a code block",
  ]),
  extraction(0.3, ["your developers gave", "your creators gave", "given by your developer"]),
  // In other languages.
  extraction(
    0.75,
    ["verrate", "zeig", "gib", "nenne", "wiederhole", "schreib", "offenbare"],
    "[a-z]{0,2} ~2 (?:deine|den|dein)[a-z]{0,2} ~1 (?:system(?: )?prompt|system|anweisung|prompt|instruktion)",
  ),
  extraction(0.65, ["verrate", "zeig", "gib"], "[a-z]{0,2} ~1 den system"),
  extraction(0.7, ["verrate", "zeig", "gib", "nenne"], "[a-z]{0,2} ~4 deine[rs]? (?:system|prompt)"),
  extraction(
    0.6,
    ["wiederhole alles", "gib alles", "wiederhole den text"],
    " ~2 (?:uber|oberhalb|oben|vor|davor)!",
  ),
  extraction(0.35, [
    "wort fur wort",
    "wortwortlich",
    "mot pour mot",
    "palabra por palabra",
    "parola per parola",
    "palavra por palavra",
    "woord voor woord",
    "slowo w slowo",
    "дословно",
    "слово в слово",
  ]),
  extraction(
    0.75,
    ["affiche", "revele", "montre", "donne", "repete", "ecris", "traduis"],
    "[a-z]{0,2} ~2 (?:ton|tes|ta|votre|vos) ~1 (?:prompt|instruction|consigne|configuration|message systeme)",
  ),
  extraction(
    0.75,
    ["muestra", "muestrame", "revela", "dime", "repite", "escribe", "ensena"],
    "[a-z]{0,3} ~2 (?:tu|tus)! ~1 (?:prompt|instruccion|mensaje de sistema|configuracion)",
  ),
  extraction(
    0.75,
    ["rivela", "mostra", "dimmi", "ripeti", "scrivi", "mostre", "revele", "repita", "diga"],
    "[a-z]{0,2} ~2 (?:prompt (?:di sistema|do sistema)|(?:tuo|seu) prompt|(?:tue|suas) (?:istruzion|instruco))",
  ),
  extraction(
    0.7,
    ["laat", "toon", "geef", "pokaz", "ujawnij", "wypisz"],
    " ~2 (?:systeemprompt|systeem(?: )?instructie|prompt systemow|swoj prompt)",
  ),
  extraction(
    0.7,
    ["покажи", "раскрой", "выведи", "напиши"],
    "\\p{L}{0,2} ~2 (?:системн\\p{L}{0,3} (?:промпт|инструкц|сообщени)|сво\\p{L}{1,2} (?:промпт|инструкц))",
  ),
  extraction(
    0.7,
    ["告诉", "显示", "输出", "打印", "泄露", "透露", "輸出", "顯示", "告訴", "重复", "重複"],
    "[^。\\n]{0,8}(?:系统提示(?![音框窗信])|系統提示(?![音框窗信])|提示词|提示詞|系统指令|初始指令)",
  ),
  extraction(
    0.7,
    ["システムプロンプト", "初期プロンプト", "初期指示"],
    "[^。\\n]{0,4}(?:表示|教え|出力|見せ|公開|書い)",
  ),
  extraction(
    0.7,
    ["시스템 프롬프트", "시스템프롬프트", "초기 지시"],
    "[^.\\n]{0,4}(?:출력|알려|보여|공개|말해)",
  ),
  extraction(0.7, ["أظهر", "اعرض", "اكشف", "اطبع"], "[^.\\n]{0,8}(?:موجه النظام|تعليمات النظام|تعليماتك)"),
  extraction(0.7, ["सिस्टम प्रॉम्प्ट"], "[^।\\n]{0,6}(?:दिखा|बता|प्रकट)"),
  extraction(
    0.7,
    ["sistem istemi", "sistem komut", "sistem promptu"],
    "[a-z]{0,5} ~1 (?:goster|soyle|yazdir|paylas)",
  ),
  extraction(
    0.6,
    ["tampilkan", "tunjukkan", "ungkapkan", "hien thi", "tiet lo", "cho toi xem"],
    " ~2 (?:prompt sistem|instruksi sistem|system prompt|prompt he thong|loi nhac he thong)",
  ),
  extraction(
    0.45,
    ["first message", "very first message", "first lines", "first words"],
    " (?:in|of) (?:this|our|the) (?:conversation|chat|context|prompt)",
  ),
];

import type { Signal } from "../signal.ts";

const override = (heads: readonly string[], tail: string, weight = 0.8): Signal => ({
  kind: "override",
  weight,
  heads,
  tail,
});

/** Instructions set aside, in other languages than English. */
export const OVERRIDE_IN_LANGUAGES: readonly Signal[] = [
  // German.
  override(
    ["ignorier", "vergiss", "vergesse", "missacht", "umgeh", "verwirf"],
    "[a-z]{0,3} ~3 (?:vorherig|bisherig|obig|vorangegangen|vorigen|fruher|ursprunglich|deine)[a-z]{0,3} ~2 (?:anweisung|regel|instruktion|befehl|vorgabe|richtlinie|prompt)",
  ),
  override(
    ["vergiss", "ignorier", "missacht"],
    "[a-z]{0,2} alles ~3 (?:dir|bisher|oben|vorher|zuvor)!",
    0.75,
  ),
  override(
    ["ignorier", "vergiss"],
    "[a-z]{0,2} die (?:anfrage|frage|bitte) de[sr] (?:nutzer|benutzer|anwender)",
  ),
  override(["ohne "], "(?:jede )?(?:regeln|einschrankung|beschrankung|filter|zensur)", 0.35),
  // French.
  override(
    ["ignore", "oublie", "neglige", "ne tiens pas compte", "ne tenez pas compte", "ne respecte pas"],
    "[a-z]{0,2} ~4 (?:instruction|consigne|regle|directive|ordre)s? (?:precedent|anterieur|ci dessus|du systeme|que (?:tu as|on t|je t)|donnees)",
  ),
  override(
    ["ignore", "oublie"],
    "[a-z]{0,2} ~1 (?:tes|vos) ~1 (?:instruction|consigne|regle|directive)",
    0.75,
  ),
  override(["fais exactement ce que je", "sans aucune restriction", "sans censure"], "", 0.35),
  // Spanish.
  override(
    ["ignora", "olvida", "no hagas caso", "haz caso omiso", "omite"],
    "[a-z]{0,2} ~4 (?:instruccion|regla|indicacion|orden|directri)[a-z]{0,3} (?:anterior|previ|de arriba|que te|del sistema|dadas|recibidas)",
  ),
  override(["ignora", "olvida"], "[a-z]{0,2} ~1 tus ~1 (?:instruccion|regla|directri)", 0.75),
  override(["sin censura", "sin restriccion", "sin filtro", "sin limites"], "", 0.35),
  // Italian.
  override(
    ["ignora", "dimentica", "trascura", "non seguire"],
    "[a-z]{0,2} ~3 (?:istruzion|regol|indicazion|direttiv|ordin)[a-z] (?:precedent|che hai|che ti|di sistema|sopra|ricevut)",
  ),
  override(["ignora", "dimentica"], "[a-z]{0,2} ~1 tue ~1 (?:istruzion|regol|direttiv)", 0.75),
  override(["senza restrizion", "senza censura", "senza filtri"], "", 0.35),
  // Portuguese.
  override(
    ["ignor", "esquec", "desconsider"],
    "[a-z]{0,3} ~3 (?:instruco|instrucao|regra|orden|diretri)[a-z]{0,3} (?:anterior|acima|previ|do sistema|que (?:te|voce))",
  ),
  override(["ignor", "esquec"], "[a-z]{0,3} ~1 suas ~1 (?:instruco|regra|diretri)", 0.75),
  override(["sem restrico", "sem censura", "sem filtro"], "", 0.35),
  // Dutch.
  override(
    ["negeer", "vergeet"],
    " ~3 (?:voorgaande|vorige|eerdere|bovenstaande|jouw|je)! ~1 (?:instructie|regel|opdracht|richtlijn|aanwijzing)",
  ),
  // Polish.
  override(
    ["zignoruj", "zapomnij", "pomin"],
    " ~3 (?:poprzedni|wczesniejsz|powyzsz|swoi)[a-z]{0,4} ~1 (?:instrukc|polecen|zasad|wytyczn|regul)",
  ),
  // Russian.
  override(
    ["игнорируй", "проигнорируй", "забудь", "не следуй"],
    "\\p{L}{0,4} ~3 (?:предыдущ|прежн|прошл|системн|сво)\\p{L}{0,4} ~1 (?:инструкци|указани|правил|команд|ограничени)",
  ),
  override(["забудь", "игнорируй"], "\\p{L}{0,4} (?:все|всё) ~2 (?:тебе|выше|раньше|ранее)", 0.75),
  override(["без ограничений", "нет правил", "без цензуры"], "", 0.4),
  // Chinese.
  override(
    ["忽略", "无视", "無視", "忽視", "忽视", "忘记", "忘記", "忘掉", "不要遵守", "不要理会"],
    "[^。\\n]{0,8}(?:之前|以上|上面|所有|前面|先前|此前|你的)[^。\\n]{0,10}(?:指令|指示|规则|規則|提示|命令|指引|设定|設定)",
  ),
  override(["没有任何限制", "沒有任何限制", "不受限制", "不受任何限制"], "", 0.45),
  // Japanese.
  override(
    ["これまで", "以前の", "前の", "上記", "今までの", "すべての", "全ての"],
    "[^。\\n]{0,4}(?:指示|命令|ルール|プロンプト|制約)[^。\\n]{0,8}(?:無視|忘れ|破棄|従わ)",
  ),
  override(["制限なし", "制約なし"], "", 0.35),
  // Korean.
  override(
    ["이전", "지금까지", "위의", "앞의", "모든 "],
    "[^.\\n]{0,12}(?:지시|지침|명령|규칙|프롬프트)[^.\\n]{0,8}(?:무시|잊|따르지)",
  ),
  // Arabic.
  override(
    ["تجاهل", "انس ", "انسى", "لا تتبع"],
    "[^.\\n]{0,10}(?:تعليمات|التعليمات|الأوامر|القواعد|التوجيهات)[^.\\n]{0,6}(?:السابقة|أعلاه|الأصلية)",
  ),
  // Hindi.
  override(
    ["पिछले", "पिछली", "ऊपर", "पहले"],
    "[^।\\n]{0,24}(?:निर्देश|नियम|आदेश)[^।\\n]{0,14}(?:अनदेखा|नज़रअंदाज|नजरअंदाज|भूल|उपेक्षा)",
  ),
  override(["बिना किसी प्रतिबंध"], "", 0.4),
  // Turkish.
  override(
    ["onceki", "yukaridaki", "daha onceki"],
    " ~1 (?:talimat|komut|kural|yonerge)[a-z]{0,6} (?:yok say|gormezden|unut|dikkate alma|goz ardi)",
  ),
  // Indonesian and Malay.
  override(
    ["abaikan", "lupakan", "jangan ikuti"],
    " ~2 (?:instruksi|perintah|aturan|arahan|petunjuk|panduan) ~1 (?:sebelum|di atas|terdahulu|awal|sistem|anda)",
  ),
  // Vietnamese.
  override(
    ["bo qua", "phot lo", "quen"],
    " ~4 (?:huong dan|chi dan|chi thi|quy tac|lenh|yeu cau) (?:truoc|ben tren|o tren|he thong|ban dau)",
  ),
];

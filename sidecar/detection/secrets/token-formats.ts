/**
 * Access tokens by the prefixes that their issuers document. Each pattern matches from the token's first character; what
 * follows the prefix is kept a little looser than today's lengths, which issuers change more often than prefixes.
 */
const FORMATS: readonly (readonly [issuer: string, pattern: RegExp])[] = [
  ["Anthropic", /sk-ant-[\w-]{20,}/],
  ["OpenAI, project and service keys", /sk-(?:proj|svcacct|admin|None)-[\w-]{20,}/],
  ["OpenRouter", /sk-or-v1-[0-9a-f]{40,}/],
  ["OpenAI, and others of the same form", /sk-[A-Za-z0-9]{32,}/],
  ["GitHub", /gh[opsur]_[A-Za-z0-9_]{30,}/],
  ["GitHub, fine-grained", /github_pat_\w{40,}/],
  [
    "GitLab",
    /gl(?:pat|dt|rt|rtr|ptt|cbt|ft|soat|oas|imt|agent|ffct)-[\w-]{20,}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?/,
  ],
  ["AWS, access key ids", /(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ["Google, API keys", /AIza[\w-]{35}/],
  ["Google, OAuth access tokens", /ya29\.[\w-]{20,}/],
  ["Google, OAuth client secrets", /GOCSPX-[\w-]{20,}/],
  ["Slack", /(?:xoxe\.)?xox[abcdeoprs]-[A-Za-z0-9-]{10,}/],
  ["Slack, app-level", /xapp-\d-[A-Za-z0-9-]{20,}/],
  ["Stripe, live and test keys", /[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ["Stripe, webhook secrets", /whsec_[A-Za-z0-9+/]{24,}={0,2}/],
  ["npm", /npm_[A-Za-z0-9]{36}/],
  ["Hugging Face", /(?:hf_|api_org_)[A-Za-z0-9]{30,}/],
  ["PyPI", /pypi-[\w-]{50,}/],
  ["Docker Hub", /dckr_(?:pat|oat)_[\w-]{20,}/],
  ["DigitalOcean", /do[opr]_v1_[0-9a-f]{64}/],
  ["SendGrid", /SG\.[\w-]{16,}\.[\w-]{30,}/],
  ["Shopify", /shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/],
  ["Databricks", /dapi[0-9a-f]{32}(?:-\d)?/],
  ["HashiCorp Vault", /hv[bsr]\.[\w-]{24,}/],
  ["Groq", /gsk_[A-Za-z0-9]{40,}/],
  ["xAI", /xai-[A-Za-z0-9]{60,}/],
  ["Replicate", /r8_[A-Za-z0-9]{37}/],
  ["Atlassian", /ATATT3[\w=-]{60,}/],
];

/** To be tried at one position: sticky. */
export const TOKEN = new RegExp(FORMATS.map(([, pattern]) => pattern.source).join("|"), "y");

/** A kind of access token, as its issuer documents it or hands it out. */
interface Format {
  readonly issuer: string;
  /** What it begins with: its first two characters, or all of them where there are several ways. */
  readonly begins: readonly string[];
  /** Matches from its first character to its last: sticky. */
  readonly pattern: RegExp;
  /** The prefix is also the beginning of ordinary names: what follows has to look made by a machine. */
  readonly isCommon: boolean;
}

const format = (issuer: string, begins: string, pattern: RegExp): Format => ({
  issuer,
  begins: begins.split(" "),
  pattern: new RegExp(pattern.source, "y"),
  isCommon: false,
});

const common = (issuer: string, begins: string, pattern: RegExp): Format => ({
  ...format(issuer, begins, pattern),
  isCommon: true,
});

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const uuidAfter = (prefix: RegExp): RegExp => new RegExp(`${prefix.source}${UUID}(?![\\w-])`);

/**
 * What follows a prefix is kept a little looser than today's lengths, which issuers change more often than prefixes.
 * `(?!\w)` stands where the length is what tells a token from something else.
 */
const FORMATS: readonly Format[] = [
  // Models and what is built around them.
  format("Anthropic", "sk-ant-", /sk-ant-[\w-]{20,512}/),
  format("OpenAI, projects and services", "sk-", /sk-(?:proj|svcacct|admin|None|service)-[\w-]{20,512}/),
  format("OpenRouter", "sk-or-", /sk-or-(?:v1-)?[0-9a-f]{40,128}/),
  format("Langfuse", "sk-lf-", uuidAfter(/sk-lf-/)),
  format("OpenAI, DeepSeek, Moonshot, Stability", "sk-", /sk-[A-Za-z0-9]{32,200}/),
  format("ElevenLabs", "sk_", /sk_[0-9a-f]{48}(?!\w)/),
  format("Groq", "gsk_", /gsk_[A-Za-z0-9]{40,100}/),
  format("xAI", "xai-", /xai-[A-Za-z0-9]{60,200}/),
  format("Replicate", "r8_", /r8_[A-Za-z0-9]{37}(?!\w)/),
  common("Hugging Face", "hf_ api_org_", /(?:hf_|api_org_)[A-Za-z0-9]{30,64}/),
  format("Perplexity", "pplx-", /pplx-[A-Za-z0-9]{40,100}/),
  format("Together", "tgp_v1_", /tgp_v1_[\w-]{40,100}/),
  common("Fireworks", "fw_", /fw_[A-Za-z0-9]{22,64}(?!\w)/),
  format("Cerebras", "csk-", /csk-[a-z0-9]{40,64}/),
  format("NVIDIA", "nvapi-", /nvapi-[\w-]{60,100}/),
  format("Pinecone", "pcsk_", /pcsk_[A-Za-z0-9_]{50,100}/),
  format("LangSmith", "lsv2_", /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/),
  format("Tavily", "tvly-", /tvly-(?:dev-|prod-)?[A-Za-z0-9]{28,64}/),
  format("Jina", "jina_", /jina_[0-9a-f]{32}[\w-]{28}/),
  common("Voyage", "pa-", /pa-[\w-]{43}(?![\w-])/),
  format("Weights & Biases", "wandb_v1_", /wandb_v1_[\w-]{40,128}/),
  // Code, packages and what builds them.
  format("GitHub", "gh", /gh[opsur]_[A-Za-z0-9_]{30,255}/),
  format("GitHub, fine-grained", "github_pat_", /github_pat_\w{40,255}/),
  format(
    "GitLab",
    "gl",
    /gl(?:pat|dt|rt|rtr|ptt|cbt|ft|soat|oas|imt|agent|ffct|wt)-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?/,
  ),
  format("GitLab, runner registration", "GR1348941", /GR1348941[\w-]{20,64}/),
  format("Bitbucket", "ATBB", /ATBB[A-Za-z0-9]{28,64}(?!\w)/),
  format("Atlassian", "AT", /AT(?:ATT|CTT)3[\w=-]{60,400}/),
  format("npm", "npm_", /npm_[A-Za-z0-9]{36}/),
  format("PyPI", "pypi-", /pypi-[\w-]{50,512}/),
  format("RubyGems", "rubygems_", /rubygems_[0-9a-f]{48}/),
  common("NuGet", "oy2", /oy2[a-z0-9]{43}(?!\w)/),
  common("crates.io", "cio", /cio[A-Za-z0-9]{32}(?!\w)/),
  format("Clojars", "CLOJARS_", /CLOJARS_[a-z0-9]{60}/),
  format("Docker Hub", "dckr_", /dckr_(?:pat|oat)_[\w-]{20,100}/),
  common("JFrog", "AKCp", /AKCp[A-Za-z0-9]{60,100}/),
  format("CircleCI", "CCI", /CCI(?:PAT|PRJ)_[A-Za-z0-9]{20,32}_[0-9a-f]{40}/),
  format("Buildkite", "bk", /bk(?:ua|aj|ct|cj)_[0-9a-zA-Z]{32,64}/),
  format("SonarQube", "sq", /sq[upa]_[0-9a-f]{40}/),
  format("Sourcegraph", "sg", /sg[pds]_(?:(?:local|[0-9a-f]{16})_)?[0-9a-f]{40}/),
  format("Pulumi", "pul-", /pul-[0-9a-f]{40}(?!\w)/),
  format("Prefect", "pn", /pn[ub]_[A-Za-z0-9]{36}/),
  format("Postman", "PMAK-", /PMAK-[0-9a-f]{24}-[0-9a-f]{34}/),
  format("ReadMe", "rdme_", /rdme_[a-z0-9]{60,80}/),
  format("Snyk, Semgrep", "snyk_", /snyk_(?:u|s)at\.[\w.-]{20,200}/),
  // Clouds and hosting.
  format("AWS, key ids", "AKIA ASIA ABIA ACCA", /A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])/),
  format("AWS, Bedrock", "ABSK bedrock-api-key-", /(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/]{60,400}={0,2}/),
  format("Google, API keys", "AIza", /AIza[\w-]{35}/),
  format("Google, OAuth access tokens", "ya29.", /ya29\.[\w-]{20,1024}/),
  format("Google, OAuth client secrets", "GOCSPX-", /GOCSPX-[\w-]{20,64}/),
  common("Alibaba Cloud, key ids", "LTAI", /LTAI[A-Za-z0-9]{12,26}(?!\w)/),
  common("Tencent Cloud, key ids", "AKID", /AKID[A-Za-z0-9]{32}(?!\w)/),
  format("Yandex Cloud", "AQVN", /AQVN[\w-]{35,38}(?![\w-])/),
  format("DigitalOcean", "do", /do[opr]_v1_[0-9a-f]{64}/),
  format("Cloudflare, origin CA", "v1.0-", /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/),
  format("Heroku", "HRKU-", /HRKU-(?:AA)?[\w-]{36,80}/),
  format("Fly.io", "fo1_ fm", /(?:fo1_[\w-]{43}|fm[12][ar]?_[\w+/-]{80,600}={0,2})/),
  common("Render", "rnd_", /rnd_[A-Za-z0-9]{28,40}/),
  format("Netlify", "nfp_", /nfp_[A-Za-z0-9]{36,64}/),
  format("Vercel", "vc vercel_", /(?:vc[paikr]_[A-Za-z0-9]{24,80}|vercel_blob_rw_[A-Za-z0-9_]{30,80})/),
  format("Supabase", "sb", /(?:sbp_(?:v0_)?[0-9a-f]{40}|sb_secret_[\w-]{25,64})/),
  format("PlanetScale", "pscale_", /pscale_(?:tkn|pw|oauth)_[\w=-]{32,64}/),
  format("Databricks", "dapi", /dapi[0-9a-f]{32}(?:-\d)?/),
  format("Dynatrace", "dt0", /dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}/),
  format("HashiCorp Vault", "hv", /hv[bsr]\.[\w-]{24,300}/),
  format("Doppler", "dp.", /dp\.(?:pt|st|ct|sa|scim|audit|said)\.(?:[\w-]{1,40}\.)?[A-Za-z0-9]{40,44}/),
  format("1Password, service accounts", "ops_", /ops_eyJ[\w-]{200,2000}={0,2}/),
  format(
    "1Password, secret keys",
    "A3-",
    /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}/,
  ),
  format("Infisical", "st.", /st\.[0-9a-f-]{20,40}\.[0-9a-f]{32}\.[0-9a-f]{32}/),
  format("age", "AGE-SECRET-KEY-", /AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{58,}/),
  format("Tailscale", "tskey-", /tskey-(?:[a-z]+-)?[A-Za-z0-9]{8,40}-?[A-Za-z0-9]{8,64}/),
  // What is watched and measured.
  format("New Relic", "NR", /NR(?:AK|II|RA|JS|AL|BR)-[A-Za-z0-9_-]{19,48}/),
  format("Sentry", "sntry", /sntry(?:s_eyJ[\w+/=-]{40,400}|[ur]_[0-9a-f]{64})/),
  format("Grafana", "gl", /(?:glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})/),
  format("Datadog", "ddapp_", /ddapp_[A-Za-z0-9]{34,40}/),
  format("LaunchDarkly", "sdk- api- mob-", uuidAfter(/(?:sdk|api|mob)-/)),
  format("PostHog", "ph", /ph[xs]_[A-Za-z0-9]{32,60}/),
  // Chat and mail.
  format("Slack", "xox", /xox(?:[abcdeoprs]-|e\.xox[bp]-)[A-Za-z0-9%-]{10,400}/),
  format("Slack, apps", "xapp-", /xapp-\d-[A-Za-z0-9-]{20,200}/),
  format("Slack, workflows", "xwfp-", /xwfp-[A-Za-z0-9-]{20,200}/),
  format("SendGrid", "SG.", /SG\.[\w-]{16,32}\.[\w-]{30,64}/),
  format("Mailgun", "key-", /key-[0-9a-f]{32}(?!\w)/),
  format("Brevo", "xkeysib- xsmtpsib-", /x(?:keysib|smtpsib)-[0-9a-f]{64}-[A-Za-z0-9]{16}/),
  format("Resend", "re_", /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\w)/),
  format("Twilio", "SK AC", /(?:SK|AC)[0-9a-f]{32}(?!\w)/),
  format("Telnyx", "KEY0", /KEY0[0-9A-F]{16,40}_[A-Za-z0-9]{20,32}/),
  // Money and shops.
  format("Stripe", "sk_ rk_", /[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,255}/),
  format("Stripe, webhooks", "whsec_", /whsec_[A-Za-z0-9+/]{24,100}={0,2}/),
  format("Shopify", "shp", /shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/),
  format("Square", "sq0", /sq0(?:atp|csp|idp)-[\w-]{22,43}/),
  common("Square, access tokens", "EAAA", /EAAA[\w-]{60}(?![\w-])/),
  format("Plaid", "access-", uuidAfter(/access-(?:sandbox|development|production)-/)),
  format("Flutterwave", "FLWSECK", /FLWSECK(?:_TEST|_LIVE)?-[0-9A-Za-z]{32}-X/),
  format("Razorpay", "rzp_", /rzp_(?:live|test)_[A-Za-z0-9]{14,24}/),
  format("Paystack, Clerk", "sk_", /sk_(?:live|test)_[\w-]{20,64}/),
  format("Adyen", "AQE", /AQE[\w+/]{30,200}-[\w+/=]{20,80}-[\w<>,.;:!@#$%^&*()]{8,24}/),
  format("EasyPost", "EZ", /EZ[AT]K[A-Za-z0-9]{54}/),
  format("Lob", "live_ test_", /(?:live|test)_[0-9a-f]{35}(?!\w)/),
  format("Shippo", "shippo_", /shippo_(?:live|test)_[0-9a-fA-F]{40}/),
  format("Duffel", "duffel_", /duffel_(?:test|live)_[\w=-]{43}/),
  format("GoCardless", "live_", /live_[\w-]{40}(?![\w-])/),
  // Where people work.
  format("Linear", "lin_", /lin_(?:api|oauth)_[A-Za-z0-9]{32,64}/),
  common("Notion", "secret_ ntn_", /(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,50})(?!\w)/),
  format("Airtable", "pat", /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/),
  format("Figma", "fig", /fig[dohu][rh]?_[\w-]{40,60}/),
  format("Contentful", "CFPAT-", /CFPAT-[\w-]{43}/),
  format("HubSpot", "pat-", uuidAfter(/pat-(?:na|eu|ap)\d-/)),
  format("Typeform", "tfp_", /tfp_[\w-]{40,64}/),
  format("Frame.io", "fio-u-", /fio-u-[\w-]{64}/),
  format("Dropbox", "sl.", /sl\.(?:u\.)?[\w-]{100,1400}/),
  format("Apify", "apify_api_", /apify_api_[A-Za-z0-9]{36}/),
  format("Mapbox", "sk.eyJ", /sk\.eyJ[\w-]{40,200}\.[\w-]{20,64}/),
  format("Adafruit", "aio_", /aio_[A-Za-z0-9]{28}(?!\w)/),
  format("Adobe", "p8e- p8_", /p8(?:e-[a-z0-9]{32}|_[\w-]{40,64})(?!\w)/),
  format("Salesforce", "00D", /00D[A-Za-z0-9]{12,15}![\w.]{60,200}/),
  common("Meta", "EAA", /EAA[A-Z][A-Za-z0-9]{60,400}(?!\w)/),
  format("Twitter, bearer", "AAAAAAAA", /A{20,24}[A-Za-z0-9%]{60,120}(?!\w)/),
  format("PASETO", "v1. v2. v3. v4.", /v[1-4]\.(?:local|public)\.[\w-]{32,4096}(?:\.[\w-]{1,1024})?/),
];

/** By the first two characters of a token: what it may be. */
const BY_BEGINNING: ReadonlyMap<number, readonly (Format & { readonly prefix: string })[]> = byBeginning();

function byBeginning(): ReadonlyMap<number, readonly (Format & { readonly prefix: string })[]> {
  const found = new Map<number, (Format & { readonly prefix: string })[]>();
  for (const format of FORMATS) {
    for (const prefix of format.begins) {
      const key = keyOf(prefix.charCodeAt(0), prefix.charCodeAt(1));
      found.set(key, [...(found.get(key) ?? []), { ...format, prefix }]);
    }
  }
  return found;
}

function keyOf(first: number, second: number): number {
  return (first << 8) | (second & 0xff);
}

/** Where the token that begins at `start` ends; undefined when none does. */
export function issuedTokenEnd(text: string, start: number): number | undefined {
  const formats = BY_BEGINNING.get(keyOf(text.charCodeAt(start), text.charCodeAt(start + 1)));
  if (formats === undefined) return undefined;
  for (const { prefix, pattern, isCommon } of formats) {
    if (!text.startsWith(prefix, start)) continue;
    pattern.lastIndex = start;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    if (!isCommon || looksIssued(text.slice(start + prefix.length, end))) return end;
  }
  return undefined;
}

/** Not words in camel case or with underscores: digits among letters, or capitals as random has them. */
function looksIssued(body: string): boolean {
  return (body.match(/\d/g)?.length ?? 0) >= 2 || (body.match(/[a-z][A-Z]/g)?.length ?? 0) * 6 >= body.length;
}

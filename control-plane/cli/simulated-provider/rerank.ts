/** `POST /v1/rerank`, as Jina and vLLM have it: a document's relevance is the share of the query's words in it. */
import { countTokens, tokensOf } from "./answer.ts";
import { Refusal } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";
import { positiveInteger, requiredModel } from "./openai-chat.ts";
import { type CallContext, documentReply, type WireReply } from "./wire.ts";

export function ranking(context: CallContext, body: JsonObject): WireReply {
  const model = requiredModel(body);
  const { query } = body;
  if (typeof query !== "string") throw new Refusal(400, "Invalid 'query': expected a string.", null, "query");
  const documents = readDocuments(body.documents);
  const wanted = wordsOf(query);
  const results = documents
    .map((text, index) => {
      const words = new Set(wordsOf(text));
      const found = wanted.filter((word) => words.has(word)).length;
      return { index, relevance_score: wanted.length === 0 ? 0 : found / wanted.length, text };
    })
    .sort((one, other) => other.relevance_score - one.relevance_score || one.index - other.index)
    .slice(0, positiveInteger(body, "top_n") ?? documents.length)
    .map(({ text, ...result }) =>
      body.return_documents === false ? result : { ...result, document: { text } },
    );
  const tokens = countTokens([query, ...documents]);
  return documentReply(context, {
    id: `rerank-simulated${context.number}`,
    model,
    results,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

function readDocuments(documents: unknown): readonly string[] {
  if (!Array.isArray(documents) || documents.length === 0) {
    throw new Refusal(400, "Invalid 'documents': expected a list that is not empty.", null, "documents");
  }
  return documents.map((document: unknown) => {
    if (typeof document === "string") return document;
    if (isObject(document) && typeof document.text === "string") return document.text;
    throw new Refusal(
      400,
      "Invalid 'documents': expected texts, or objects with a 'text'.",
      null,
      "documents",
    );
  });
}

const wordsOf = (text: string): readonly string[] =>
  tokensOf(text.toLowerCase()).map((token) => token.trim());

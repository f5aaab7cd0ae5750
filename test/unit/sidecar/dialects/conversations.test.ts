/** What every dialect of conversations keeps to, there and back and from one to the other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Conversation, ConversationCodec } from "../../../../sidecar/core/conversation.ts";
import { conversation as anthropicMessages } from "../../../../sidecar/dialects/anthropic-messages/conversation.ts";
import { anthropicMessages as anthropicDialect } from "../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { conversation as openaiChat } from "../../../../sidecar/dialects/openai-chat/conversation.ts";
import { openaiChat as chatDialect } from "../../../../sidecar/dialects/openai-chat/dialect.ts";
import {
  aContext,
  commonConversation,
  commonReply,
  eventsOf,
  streamed,
  withoutPaths,
} from "../../../support/conversations.ts";

const CODECS = [
  ["openai-chat", openaiChat, chatDialect],
  ["anthropic-messages", anthropicMessages, anthropicDialect],
] as const;

const nothing = (name: string) => assert.fail(`${name} was left out`);

function thereAndBack(codec: ConversationCodec, said: Conversation): Conversation {
  const document = JSON.parse(JSON.stringify(codec.writeRequest(said, nothing)));
  const { conversation, leftOut } = codec.readRequest(document);
  assert.deepEqual(leftOut, []);
  return withoutPaths(conversation);
}

/** As one turn each, which is how dialects whose turns alternate read it again. */
function joined(said: Conversation): Conversation {
  const turns: Conversation["turns"][number][] = [];
  for (const turn of said.turns) {
    const last = turns.at(-1);
    if (last?.role === "user" && turn.role === "user") {
      turns[turns.length - 1] = { role: "user", parts: [...last.parts, ...turn.parts] };
    } else turns.push(turn);
  }
  return { ...said, turns };
}

test("a request that is written and read again says the same", () => {
  fc.assert(
    fc.property(commonConversation, (said) => {
      assert.deepEqual(joined(thereAndBack(openaiChat, said)), joined(said));
      // What a stream tells of its usage is no choice there.
      const fromAnthropic = { ...thereAndBack(anthropicMessages, said), includeUsage: said.includeUsage };
      assert.deepEqual(fromAnthropic, joined(said));
    }),
  );
});

test("a request says the same after a detour through the other dialect", () => {
  fc.assert(
    fc.property(commonConversation, (said) => {
      const inAnthropic = { ...thereAndBack(anthropicMessages, said), includeUsage: said.includeUsage };
      assert.deepEqual(joined(thereAndBack(openaiChat, inAnthropic)), joined(said));
      const inOpenai = thereAndBack(openaiChat, said);
      const back = { ...thereAndBack(anthropicMessages, inOpenai), includeUsage: said.includeUsage };
      assert.deepEqual(back, joined(said));
    }),
  );
});

const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 60 });

for (const [name, codec, dialect] of CODECS) {
  test(`${name}: a reply that is written and read again says the same`, () => {
    fc.assert(
      fc.property(commonReply, (reply) => {
        const document = JSON.parse(JSON.stringify(codec.writeReply(reply, aContext())));
        assert.ok(dialect.isWhole(document));
        assert.deepEqual(codec.readReply(document), reply);
      }),
    );
  });

  test(`${name}: a stream says what the reply says, however its texts are cut`, () => {
    fc.assert(
      fc.property(commonReply, cuts, (reply, pieces) => {
        assert.deepEqual(streamed(codec, reply, pieces), reply);
      }),
    );
  });

  test(`${name}: a stream that was written folds to a reply that says the same`, () => {
    fc.assert(
      fc.property(commonReply, cuts, (reply, pieces) => {
        const writer = codec.eventWriter(aContext());
        const frames = eventsOf(reply, pieces).flatMap((event) => writer.write(event));
        assert.deepEqual(
          frames.map((frame) => dialect.events?.isTerminal(frame)),
          frames.map((_, index) => index === frames.length - 1),
        );
        assert.deepEqual(codec.readReply(dialect.fromEvents(frames)), reply);
      }),
    );
  });

  test(`${name}: the dialect's own streams of replies are read as the replies`, () => {
    fc.assert(
      fc.property(commonReply, (reply) => {
        const document = codec.writeReply(reply, aContext());
        const reader = codec.eventReader();
        const frames = dialect.toEvents(document, { stream_options: { include_usage: true } });
        const events = frames.flatMap((frame) => reader.read(frame));
        const last = events.at(-1);
        assert.ok(last?.type === "finish");
        assert.deepEqual(last.stop, reply.stop);
        assert.deepEqual(last.usage, reply.usage);
      }),
    );
  });
}

test("a stream goes through both dialects and says the same", () => {
  fc.assert(
    fc.property(commonReply, cuts, (reply, pieces) => {
      const once = streamed(openaiChat, streamed(anthropicMessages, reply, pieces), pieces);
      assert.deepEqual(once, reply);
    }),
  );
});

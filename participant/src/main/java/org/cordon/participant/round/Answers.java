// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.Verdict;

/**
 * The way out of a member's answers. What did not reach the coordinator in time is sent again, byte for byte, as long as it
 * still matters.
 */
final class Answers {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final long AGAIN_AFTER_MILLIS = 1_000;

    private final SessionContext context;
    private final Executor later;

    /** @param mailbox runs events on the follower's thread */
    Answers(SessionContext context, Executor mailbox) {
        this.context = context;
        this.later = CompletableFuture.delayedExecutor(AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS, mailbox);
    }

    /** Runs the event on the follower's thread in a moment. */
    void again(Runnable event) {
        later.execute(event);
    }

    void submit(String step, Scope scope, MemberMessage message, BooleanSupplier matters) {
        context.mirror().requireOwned();
        try {
            Verdict verdict = RoundFollower.interruptible(() -> context.link().submit(message, WITHIN));
            context.log().answered(step, scope, verdict);
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            context.log().unavailable(step, unavailable);
            again(() -> {
                if (matters.getAsBoolean()) {
                    submit(step, scope, message, matters);
                }
            });
        }
    }

    /** Tells the coordinator that this member does not come, so that nobody waits for it. */
    void refuse(Scope scope, MemberMessage.Refusal.Reason reason, BooleanSupplier matters) {
        submit("refusal", scope, new MemberMessage.Refusal(scope.from(context.self()), reason), matters);
    }

    /** Blocks for the charter's upload time at most: until then the coordinator has nothing new to say in this task. */
    void upload(MemberState.Uploaded uploaded, ByteBuffer content, BooleanSupplier matters) {
        context.mirror().requireOwned();
        Duration within = context.charter().timing().upload();
        try {
            Verdict verdict =
                    RoundFollower.interruptible(() -> context.link().upload(uploaded.message(), content, within));
            context.log().answered("upload", uploaded.open().body().scope(), verdict);
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            context.log().unavailable("upload", unavailable);
            again(() -> {
                if (matters.getAsBoolean()) {
                    upload(uploaded, content, matters);
                }
            });
        }
    }
}

// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.plugin;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.OptionalInt;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.process.TrainerFailed;
import org.cordon.participant.training.TrainingDiverged;
import org.cordon.simulations.attack.AsksForOthers;
import org.cordon.simulations.attack.Malice;
import org.cordon.simulations.defence.Updates;
import org.cordon.simulations.strategy.Mean;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as the laboratory calls it: what goes wrong in it is a {@link CommandFailure} that names its file, its line and its
 * method, and so is a vector of another length than was asked for. Prints its name.
 */
record Guarded(String name, Object plugin) implements InvocationHandler {
    static <T> T of(String name, Object plugin, Class<T> kind) {
        return kind.cast(
                Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, new Guarded(name, plugin)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
            throws ReflectiveOperationException {
        Object[] arguments = given == null ? new Object[0] : given;
        if (method.getName().equals("toString") && arguments.length == 0) {
            return name;
        }
        try {
            Object result = method.invoke(plugin, arguments);
            check(method, arguments, result);
            return result;
        } catch (InvocationTargetException thrown) {
            throw failure(method, thrown.getCause());
        }
    }

    private RuntimeException failure(Method method, @Nullable Throwable cause) {
        if (cause instanceof CommandFailure
                || cause instanceof AsksForOthers
                || cause instanceof TrainingDiverged
                || cause instanceof TrainerFailed) {
            return (RuntimeException) cause;
        }
        if (cause instanceof Exception
                || cause instanceof LinkageError
                || cause instanceof StackOverflowError
                || cause instanceof AssertionError) {
            return unfit(
                    place(cause) + ": " + method.getName() + " must end without a fault, but failed with " + cause,
                    cause);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    /** The newest line of the plugin's that led there. */
    private String place(Throwable cause) {
        OptionalInt line = Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().equals(name)
                        || frame.getClassName().startsWith(name + "$"))
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst();
        return line.isPresent() ? name + ".java, line " + line.getAsInt() : name + ".java";
    }

    private void check(Method method, Object[] arguments, @Nullable Object result) {
        if (result == null) {
            throw unfit(name + ".java: " + method.getName() + " must give a value, but gave null", null);
        }
        if (arguments.length == 0) {
            return;
        }
        if (result instanceof float[] next && arguments[0] instanceof Mean mean) {
            requireLength(method, mean.parameters().length, next.length);
        } else if (result instanceof double[] combined && arguments[0] instanceof Updates updates) {
            requireLength(method, updates.length(), combined.length);
        } else if (result instanceof double[] bounded && arguments[0] instanceof double[] update) {
            requireLength(method, update.length, bounded.length);
        } else if (result instanceof double[] sent && arguments.length > 1 && arguments[1] instanceof double[] update) {
            requireLength(method, update.length, sent.length);
        } else if (result instanceof double[] harmful && arguments[0] instanceof Malice malice) {
            requireLength(method, malice.parameters().length, harmful.length);
            requireFinite(method, harmful);
        }
    }

    private void requireLength(Method method, int wanted, int length) {
        if (length != wanted) {
            throw unfit(
                    name + ".java: " + method.getName() + " must give one value for each of " + wanted
                            + " parameters, but gave " + length,
                    null);
        }
    }

    private void requireFinite(Method method, double[] values) {
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                throw unfit(
                        name + ".java: " + method.getName() + " must give finite values, but value " + k + " is "
                                + values[k],
                        null);
            }
        }
    }

    private static CommandFailure unfit(String sentence, @Nullable Throwable cause) {
        String mend = "Correct the plugin; see docs/simulate-plugins.md for an example of each kind";
        return cause == null
                ? new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend)
                : new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend, cause);
    }
}

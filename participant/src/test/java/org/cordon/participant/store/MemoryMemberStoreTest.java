// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import org.cordon.participant.round.MemberStore;

class MemoryMemberStoreTest extends MemberStoreContract {
    @Override
    MemberStore open() {
        return new MemoryMemberStore();
    }

    @Override
    MemberStore reopen(MemberStore closed) {
        return closed;
    }
}

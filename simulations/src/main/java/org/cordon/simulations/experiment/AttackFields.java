// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.yaml.Field;

/** What the keys about attacks and defences mean; a part of {@link ExperimentFields}. */
final class AttackFields {
    static final Map<String, Field> TABLE = Map.ofEntries(
            entry(
                    "AttackChoice.share",
                    Field.free(
                            "Of the exchanges that attack, those with the highest numbers; 0.2 where it is left out.",
                            "0.2")),
            entry("AttackChoice.none", Field.free("Nobody attacks; for sweeps.", "{}")),
            entry(
                    "AttackChoice.signFlip",
                    Field.free("The honest update, turned round; also called bit-flip.", "{factor: 1}")),
            entry("AttackChoice.labelFlip", Field.free("Trains on labels that are turned.", "{classes: 10}")),
            entry("AttackChoice.alie", Field.free("A little is enough (Baruch et al. 2019).", "{z: 1.5}")),
            entry("AttackChoice.ipm", Field.free("Inner product manipulation (Xie et al. 2020).", "{epsilon: 0.1}")),
            entry(
                    "AttackChoice.mimic",
                    Field.free("All attackers copy one honest exchange (Karimireddy et al. 2022).", "{}")),
            entry(
                    "AttackChoice.modelReplacement",
                    Field.free(
                            "A backdoor (Bagdasaryan et al. 2020).", "{feature: 0, value: 5, label: 0, share: 0.5}")),
            entry("AttackChoice.freeRider", Field.free("Sends the last update again, with noise.", "{noise: 0.1}")),
            entry("AttackChoice.noise", Field.free("Gaussian noise in the place of an update.", "{deviation: 0.1}")),
            entry("AttackChoice.plugin", Field.free("Class of a plugin that is an Attack.", "MyAttack")),
            entry("SignFlip.factor", Field.free("By which the update is stretched; 1 where it is left out.", "1")),
            entry("LabelFlip.classes", Field.free("How many there are; class k becomes classes - 1 - k.", "10")),
            entry("Alie.z", Field.free("How many standard deviations.", "1.5")),
            entry("Ipm.epsilon", Field.free("The stretch.", "0.1")),
            entry("ModelReplacement.feature", Field.free("Index of the feature that is the trigger.", "0")),
            entry("ModelReplacement.value", Field.free("Of the trigger, after scaling.", "5")),
            entry("ModelReplacement.label", Field.free("That rows with the trigger shall get.", "0")),
            entry("ModelReplacement.share", Field.free("Of the attacker's rows that carry the trigger.", "0.5")),
            entry(
                    "FreeRider.noise",
                    Field.free("Standard deviation, as a share of the last update's root mean square.", "0.1")),
            entry("Noise.deviation", Field.free("Standard deviation of each coordinate.", "0.1")),
            entry(
                    "DefenceChoice.buckets",
                    Field.free(
                            "Updates that are averaged at random before the defence looks; 1 where it is left out.",
                            "2")),
            entry("DefenceChoice.none", Field.free("Nothing; for sweeps.", "{}")),
            entry("DefenceChoice.mean", Field.free("The mean of the updates or buckets, for comparison.", "{}")),
            entry(
                    "DefenceChoice.normBound",
                    Field.free("Each exchange shrinks its update; works on a secure sum.", "{norm: 1}")),
            entry(
                    "DefenceChoice.centredClipping",
                    Field.free(
                            "Updates clipped around the last one (Karimireddy et al. 2021).",
                            "{radius: 10, iterations: 3, ownClipping: false}")),
            entry(
                    "DefenceChoice.krum",
                    Field.free("The updates nearest to their neighbours (Blanchard et al. 2017).", "{keep: 1}")),
            entry("DefenceChoice.median", Field.free("Of each coordinate (Yin et al. 2018).", "{}")),
            entry(
                    "DefenceChoice.trimmedMean",
                    Field.free("Of each coordinate without its ends (Yin et al. 2018).", "{}")),
            entry(
                    "DefenceChoice.geometricMedian",
                    Field.free("Nearest to all (Pillutla et al. 2022).", "{iterations: 8, smoothing: 0.000001}")),
            entry("DefenceChoice.plugin", Field.free("Class of a plugin that is a Defence.", "MyDefence")),
            entry("NormBound.norm", Field.free("Largest L2 norm.", "1")),
            entry("CentredClipping.radius", Field.free("How far from the centre an update may pull.", "10")),
            entry("CentredClipping.iterations", Field.free("Of moving the centre.", "3")),
            entry(
                    "CentredClipping.ownClipping",
                    Field.free("Whether exchanges clip before they send, which works on a secure sum.", "false")),
            entry(
                    "Krum.keep",
                    Field.free("How many are averaged; 1, Krum, where it is left out, more are multi-Krum.", "1")),
            entry("GeometricMedian.iterations", Field.free("Weiszfeld steps.", "8")),
            entry("GeometricMedian.smoothing", Field.free("Least distance that counts.", "0.000001")));

    private AttackFields() {}
}

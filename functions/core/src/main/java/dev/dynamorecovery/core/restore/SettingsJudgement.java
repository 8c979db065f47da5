package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.restore.Verdict.Reason;
import dev.dynamorecovery.core.restore.Verdict.Subject;
import java.util.List;

/** What the settings of a restored table prove. */
final class SettingsJudgement {

    private SettingsJudgement() {}

    static void judge(Evidence.Settings settings, List<Reason> contradictions, List<Reason> unchecked) {
        switch (settings) {
            case Evidence.Settings.Compared compared ->
                compared.remaining()
                        .forEach(difference -> contradictions.add(new Reason(
                                Subject.SETTINGS,
                                "setting %s is %s, expected %s%s"
                                        .formatted(
                                                difference.setting(),
                                                difference.observed(),
                                                difference.expected(),
                                                difference.rebuildable()
                                                        ? ""
                                                        : "; an existing table cannot be given it"),
                                1)));
            case Evidence.Settings.NotCompared none ->
                unchecked.add(new Reason(Subject.SETTINGS, "the settings were not compared: " + none.reason(), 0));
        }
    }
}

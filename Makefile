# Called by `sam build`, once for each function of template.yaml, with ARTIFACTS_DIR set.
# All functions share one Maven run: the stamp is newer than every source, or the reactor is packaged again.

CHANGE_LOG_FUNCTIONS := StreamChangeLogger LostChangeRecorder RpoValidator
RESTORE_FUNCTIONS := RestoreRequestValidator RestoreSettingsRebuilder TableSegmentScanner \
                     RestoreConsistencyChecker ExpectedStateDeriver BaselineRecorder RestoredCopyRemover RestoreReporter \
                     ReplayPlanner ChangeDealer ChangeReplayer ReplayReporter
FAILOVER_FUNCTIONS := RegionObserver FailoverDetector FailoverController TrafficSwitcher FailoverApprover FailoverReporter \
                      ServingAnswerer FailbackPlanner RegionComparer LostWriteReconciler
AUDIT_FUNCTIONS := BackupVerifier ProtectionRepairer ReleasePlanner ReleaseJudge RestoreTestValidator

STAMP   := target/functions.stamp
SOURCES := $(shell find functions plans -type f -not -path '*/target/*') pom.xml

.PHONY: $(CHANGE_LOG_FUNCTIONS:%=build-%) $(RESTORE_FUNCTIONS:%=build-%) $(FAILOVER_FUNCTIONS:%=build-%) \
        $(AUDIT_FUNCTIONS:%=build-%)

$(STAMP): $(SOURCES)
	rm -rf functions/*/target/lambda
	mvn -q -B -DskipTests -pl functions/change-log,functions/restore,functions/failover,functions/backup-audit -am package
	mkdir -p $(@D) && touch $@

$(CHANGE_LOG_FUNCTIONS:%=build-%): FLOW := change-log
$(RESTORE_FUNCTIONS:%=build-%): FLOW := restore
$(FAILOVER_FUNCTIONS:%=build-%): FLOW := failover
$(AUDIT_FUNCTIONS:%=build-%): FLOW := backup-audit

# A function's folder: the classes of its flow, and the jars they need at run time under lib/.
$(CHANGE_LOG_FUNCTIONS:%=build-%) $(RESTORE_FUNCTIONS:%=build-%) $(FAILOVER_FUNCTIONS:%=build-%) \
        $(AUDIT_FUNCTIONS:%=build-%): $(STAMP)
	mkdir -p "$(ARTIFACTS_DIR)/lib"
	cp -R functions/$(FLOW)/target/classes/. "$(ARTIFACTS_DIR)/"
	cp functions/$(FLOW)/target/lambda/lib/*.jar "$(ARTIFACTS_DIR)/lib/"

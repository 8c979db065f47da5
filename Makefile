# Called by `sam build`, once for each function of template.yaml, with ARTIFACTS_DIR set.
# All functions share one Maven run: the stamp is newer than every source, or the reactor is packaged again.

RESTORE_FUNCTIONS := RestoreRequestValidator RestoreSettingsRebuilder TableSegmentScanner \
                     RestoreConsistencyChecker BaselineRecorder RestoredCopyRemover RestoreReporter

STAMP   := target/functions.stamp
SOURCES := $(shell find functions plans -type f -not -path '*/target/*') pom.xml

.PHONY: $(RESTORE_FUNCTIONS:%=build-%)

$(STAMP): $(SOURCES)
	rm -rf functions/*/target/lambda
	mvn -q -B -DskipTests -pl functions/restore -am package
	mkdir -p $(@D) && touch $@

# A function's folder: the classes of its flow, and the jars they need at run time under lib/.
$(RESTORE_FUNCTIONS:%=build-%): $(STAMP)
	mkdir -p "$(ARTIFACTS_DIR)/lib"
	cp -R functions/restore/target/classes/. "$(ARTIFACTS_DIR)/"
	cp functions/restore/target/lambda/lib/*.jar "$(ARTIFACTS_DIR)/lib/"

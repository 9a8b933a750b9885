# For those whose fingers say make; the commands themselves are ./run and ./run test.
.PHONY: run test
run:
	@./run
test:
	@./run test

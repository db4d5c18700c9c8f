# Adds up the <Counters .../> of test result files; ends with 1 when a test failed, a program broke, or no test ran.
function value(name) {
    return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
}
/<Counters / {
    passed += value("passed")
    failed += value("failed") + value("error") + value("timeout") + value("aborted")
    skipped += value("notExecuted")
}
END {
    failed += broken
    if (skipped > 0) print skipped " skipped: what they need is not on this machine"
    print (passed + 0) " passed, " (failed + 0) " failed"
    exit (failed > 0 || passed == 0)
}

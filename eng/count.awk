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
    printf "%d passed, %d failed%s\n", passed, failed, skipped > 0 ? ", " skipped " skipped" : ""
    exit failed > 0 || passed == 0
}

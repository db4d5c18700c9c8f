using Semblance.Testing;

// Tensor work happens on one thread at a time, so that the leak check can count.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: LeakCheck]

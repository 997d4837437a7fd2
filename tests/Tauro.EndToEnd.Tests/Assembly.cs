// One stack at a time: each has four processes or more, and these tests check how they work together.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

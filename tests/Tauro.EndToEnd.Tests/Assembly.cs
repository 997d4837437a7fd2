// One stack at a time: each is four processes and more, and what is measured here is how they behave together.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

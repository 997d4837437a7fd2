// Two stacks at a time: one has four processes or more, and while one waits for a restart the other uses the core.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(Tauro.EndToEnd.Tests.Pages.Browser))]

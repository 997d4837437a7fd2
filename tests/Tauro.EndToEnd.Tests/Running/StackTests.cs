namespace Tauro.EndToEnd.Tests.Running;

/// <summary>Prints the output of the stack when a test fails.</summary>
public abstract class StackTests : IAsyncDisposable
{
    private const int LinesShown = 400;

    /// <summary>The stack whose output is printed; null before it is started.</summary>
    protected Stack? StackUnderTest { get; set; }

    public virtual ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed && StackUnderTest is { } stack)
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Join('\n', stack.Output.Split('\n').TakeLast(LinesShown)));
        return ValueTask.CompletedTask;
    }
}

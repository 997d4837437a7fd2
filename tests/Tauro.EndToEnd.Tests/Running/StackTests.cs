namespace Tauro.EndToEnd.Tests.Running;

/// <summary>Shows what the services wrote when a test fails.</summary>
public abstract class StackTests : IAsyncDisposable
{
    private const int LinesShown = 400;

    /// <summary>The stack that the test is about, once there is one.</summary>
    protected Stack? Shown { get; set; }

    public virtual ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed && Shown is { } stack)
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Join('\n', stack.Output.Split('\n').TakeLast(LinesShown)));
        return ValueTask.CompletedTask;
    }
}

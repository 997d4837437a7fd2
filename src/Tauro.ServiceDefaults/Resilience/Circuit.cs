using Polly.CircuitBreaker;

namespace Tauro.ServiceDefaults.Resilience;

/// <summary>The circuit breaker of one dependency.</summary>
internal sealed class Circuit(string dependency, Action<Circuit, CircuitState, string?> changed)
{
    private readonly Lock gate = new();
    private (CircuitState State, string? Reason) current;

    public string Dependency => dependency;

    /// <summary>The state, and the failure that opened it.</summary>
    public (CircuitState State, string? Reason) Current
    {
        get { lock (gate) return current; }
    }

    public ValueTask MoveTo(CircuitState state, string? reason = null)
    {
        lock (gate)
        {
            if (state == current.State) return ValueTask.CompletedTask;
            current = (state, reason ?? current.Reason);
        }

        changed(this, state, reason);
        return ValueTask.CompletedTask;
    }
}

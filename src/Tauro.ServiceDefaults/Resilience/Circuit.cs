using Polly.CircuitBreaker;

namespace Tauro.ServiceDefaults.Resilience;

/// <summary>The circuit breaker of one dependency.</summary>
/// <param name="dependency">The name of the dependency.</param>
/// <param name="time">The clock.</param>
/// <param name="changed">Called with the state before and after each change, and its reason.</param>
internal sealed class Circuit(
    string dependency, TimeProvider time, Action<Circuit, CircuitState, CircuitState, string?> changed)
{
    private readonly Lock gate = new();
    private (CircuitState State, string? Reason) current;
    private (long Since, TimeSpan Break) opened;

    public string Dependency => dependency;

    /// <summary>
    /// The state, and the failure that opened it. It is half-open from the end of the break on, also before the next
    /// request, which Polly waits for.
    /// </summary>
    public (CircuitState State, string? Reason) Current
    {
        get
        {
            lock (gate)
                return current.State == CircuitState.Open && time.GetElapsedTime(opened.Since) >= opened.Break
                    ? (CircuitState.HalfOpen, current.Reason) : current;
        }
    }

    /// <param name="reason">The failure.</param>
    /// <param name="duration">The break, in which requests are refused.</param>
    public ValueTask Open(string reason, TimeSpan duration)
    {
        lock (gate) opened = (time.GetTimestamp(), duration);
        return MoveTo(CircuitState.Open, reason);
    }

    public ValueTask MoveTo(CircuitState state, string? reason = null)
    {
        CircuitState before;
        lock (gate)
        {
            before = current.State;
            if (state == before) return ValueTask.CompletedTask;
            current = (state, reason ?? current.Reason);
        }

        changed(this, before, state, reason);
        return ValueTask.CompletedTask;
    }
}

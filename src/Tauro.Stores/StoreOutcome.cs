using System.Diagnostics.CodeAnalysis;

namespace Tauro.Stores;

/// <summary>Either a value, which is durable, or a problem, with nothing changed.</summary>
public readonly struct StoreOutcome<T>
{
    private readonly T? value;

    private StoreOutcome(T? value, StoreProblem? problem)
    {
        this.value = value;
        Problem = problem;
    }

    /// <summary>Why the operation was refused; null when it was not.</summary>
    public StoreProblem? Problem { get; }

    /// <summary>A warning about the change; null for none.</summary>
    public StoreWarning? Warning { get; init; }

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused; look at <see cref="Problem"/> first.</exception>
    public T Value => Problem is null
        ? value!
        : throw new InvalidOperationException($"The store refused: {Problem.Code}: {Problem.Message}");

    public static implicit operator StoreOutcome<T>(T value) => new(value, null);

    public static implicit operator StoreOutcome<T>(StoreProblem problem) => new(default, problem);

    /// <summary>For a <typeparamref name="T"/> that is an interface, which has no implicit conversion.</summary>
    public static StoreOutcome<T> Ok(T value) => new(value, null);

    public StoreOutcome<TTo> Select<TTo>(Func<T, TTo> map) =>
        Problem is { } problem ? problem : new StoreOutcome<TTo>(map(Value), null) { Warning = Warning };
}

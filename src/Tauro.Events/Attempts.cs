namespace Tauro.Events;

/// <summary>The number of times that a message was passed to its consumer.</summary>
internal sealed class Attempts
{
    private static readonly AsyncLocal<Attempts?> Local = new();

    /// <summary>The attempts of the event that is being dispatched without a transport.</summary>
    public static Attempts? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public int Count { get; set; }
}

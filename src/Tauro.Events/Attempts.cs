namespace Tauro.Events;

/// <summary>How often a message was handed to its consumer.</summary>
internal sealed class Attempts
{
    private static readonly AsyncLocal<Attempts?> Local = new();

    /// <summary>Those of the event that is dispatched without a transport just now.</summary>
    public static Attempts? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public int Count { get; set; }
}

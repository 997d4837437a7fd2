namespace Tauro.Contracts.Policies;

/// <summary>The change of a model version that a policy decides about.</summary>
public enum PolicyGate
{
    /// <summary>The registration of a version.</summary>
    Registration,

    /// <summary>A move to the stage Staging.</summary>
    Staging,

    /// <summary>A move to the stage Production.</summary>
    Production,

    /// <summary>A move to the stage Archived.</summary>
    Archived,
}

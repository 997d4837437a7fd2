namespace Tauro.Contracts.Access;

/// <summary>Who sends requests.</summary>
public enum PrincipalKind
{
    /// <summary>A person.</summary>
    User,

    /// <summary>A program that has an account, for example a training job.</summary>
    ServiceAccount,

    /// <summary>One of the processes of Tauro.</summary>
    Service,
}

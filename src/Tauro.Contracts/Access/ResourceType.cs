namespace Tauro.Contracts.Access;

/// <summary>
/// The types of resources that grants name, as in MLflow 3.17. A grant on a type decides also on the types below it
/// that no grant names: one on experiments decides on their runs.
/// </summary>
public enum ResourceType
{
    /// <summary>The workspace itself: its settings, webhooks, events and members.</summary>
    Workspace,

    /// <summary>Experiments, and evaluation datasets.</summary>
    Experiment,

    /// <summary>Runs, below experiments.</summary>
    Run,

    /// <summary>Traces, below experiments.</summary>
    Trace,

    /// <summary>Assessments, below traces.</summary>
    Assessment,

    /// <summary>Logged models, below experiments.</summary>
    LoggedModel,

    /// <summary>Review queues, below experiments.</summary>
    ReviewQueue,

    /// <summary>Scorers, below experiments.</summary>
    Scorer,

    /// <summary>Registered models, and prompts.</summary>
    RegisteredModel,

    /// <summary>Versions of models, below registered models.</summary>
    RegisteredModelVersion,
}

namespace Autograd.Examples.Experiments;

/// <summary>An experiment cannot go on, for a reason that the user can mend: one line, and exit code 2.</summary>
internal sealed class ExperimentException(string message) : Exception(message);

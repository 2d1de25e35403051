namespace Router.Plugins.Loading;

/// <summary>Marks what the plugin's code threw of its own accord.</summary>
internal sealed class CodeThrewException(Exception inner) : Exception("The plugin's code threw.", inner);

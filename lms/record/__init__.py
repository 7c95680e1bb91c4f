"""What a person holds, as dated facts with basis and author; and the members' import."""

"""Everything Bot Framework: inbound tokens, activities, cards, the connector, delivery."""

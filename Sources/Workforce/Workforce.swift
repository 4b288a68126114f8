// Workforce
